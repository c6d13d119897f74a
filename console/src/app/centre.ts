// What a centre is called where there is little room: `강북구 통합관제센터` is 강북구.

const KINDS = / (통합관제센터|control centre)$/;

export function centreShort(name: string): string {
  return name.replace(KINDS, "");
}
