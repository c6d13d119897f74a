"""1인가구 보호: a button at home, and a device that stops answering."""
