// The browser's passkeys, in the JSON that the node speaks (WebAuthn level 3).

type Json = Record<string, unknown>;

export function canUsePasskeys(): boolean {
  return (
    typeof PublicKeyCredential !== "undefined" &&
    "parseCreationOptionsFromJSON" in PublicKeyCredential
  );
}

function asJson(credential: Credential | null): Json {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException("", "NotAllowedError");
  return credential.toJSON() as Json;
}

export async function makePasskey(options: Json): Promise<Json> {
  const asked = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked);
  return asJson(await navigator.credentials.create({ publicKey }));
}

export async function askPasskey(options: Json): Promise<Json> {
  const asked = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
  return asJson(await navigator.credentials.get({ publicKey }));
}
