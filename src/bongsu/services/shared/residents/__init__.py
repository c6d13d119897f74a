"""주민 안전: what 안심귀가, 1인가구 and 비상벨 share: devices by pseudonyms, presses and their cancel window, silence."""
