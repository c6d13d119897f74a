"""Cameras that speak real RTSP without being there."""
