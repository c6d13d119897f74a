"""Pictures over HTTP: the body is the JPEG itself, and so is the answer; nobody keeps it."""

from litestar import Response

from bongsu.services.missing.picture import LARGEST_PICTURE

# one more byte, so that a picture that is too large is refused by its field
LARGEST_BODY = LARGEST_PICTURE + 1


def picture(jpeg: bytes) -> Response[bytes]:
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
