"""Cameras that one service alone may show (군 비노출 목록)."""
