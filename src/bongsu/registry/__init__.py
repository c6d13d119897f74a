"""Sites, poles, lights, cameras: import, count, choose, draw."""
