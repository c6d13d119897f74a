"""`python -m bongsu` is the command `bongsu`."""

from bongsu.cli.main import main

main()
