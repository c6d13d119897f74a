"""민간보안: an alarm that a company's own CCTV has confirmed."""
