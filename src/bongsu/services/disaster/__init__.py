"""긴급재난상황 지원: alerts in and out, requests of other bodies, water levels."""
