"""Simulated cameras: looped packets over real RTSP, for demos, tests and benches. Not a media server."""
