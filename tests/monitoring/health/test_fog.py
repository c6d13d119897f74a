"""What fog leaves of a street, alone and with a lorry that stops in it, is neither a cover nor a blur."""

import cv2
import numpy as np
import pytest

from tests.monitoring.health.street import Street, ailing


@pytest.mark.parametrize(
    ("seed", "luma"), [(4, 146.0), (120, 146.0), (378, 146.0), (22, 90.0), (72, 60.0), (360, 90.0)]
)
def test_a_lorry_that_stops_while_fog_thickens_is_no_blur(seed: int, luma: float) -> None:
    street = Street(seed)
    street.stage.weather = "fog"
    for look in range(1, 41):
        street.stage.thick = min(look / 25, 1.0)
        if look == 17:
            street.stage._lorry = [24.0, 0.25, 0.43, luma]
        street.goes_on(1)
    assert ailing(street.told) == []


@pytest.mark.parametrize("seed", [9, 20, 36, 47])
def test_a_first_day_in_fog_that_leaves_the_coarsest_of_the_view_is_no_cover(seed: int) -> None:
    """Of few edges under lamps none is left, and the light is as even as what lies on a lens."""
    street = Street(seed, light="lamps", mean=25.0)
    street.goes_on(3)
    by_night = street.stage.paint().grey.astype(np.float32)
    coarse = cv2.GaussianBlur(by_night, (0, 0), 9.0)
    haze = np.linspace(6.0, -6.0, len(coarse))[:, None]
    for _ in range(12):
        noise = street.random.normal(0, 1, coarse.shape)
        grey = 146 + 0.5 * (coarse - coarse.mean()) + haze + noise
        # the next moment
        street.stage.live(calm=True)
        street.stage.paint()
        frame = street.stage.frame(np.clip(grey, 0, 255).astype(np.uint8))
        street.told += street.watch.look(frame)
    assert ailing(street.told) == []
