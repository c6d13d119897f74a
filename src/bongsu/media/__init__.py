"""Pulls cameras, keeps the last group of pictures, shows it to ticket holders, and journals who watched."""
