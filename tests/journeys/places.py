"""Public places in 성북구 that calls come from. Nobody in them exists."""

GIREUM1 = (37.60474, 127.02267)  # 길음1동: 성북서
GIREUM2 = (37.6066, 127.0268)  # 길음2동: which station is uncertain
DONGSEON = (37.5926, 127.0165)  # 동선동: 성북서
JONGAM = (37.5975, 127.0345)  # 종암동: 종암서
JANGWI = (37.6144, 127.0470)  # 장위동: 종암서
JEONGNEUNG = (37.6100, 127.0080)  # 정릉동: 성북서
