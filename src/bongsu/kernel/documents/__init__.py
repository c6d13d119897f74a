"""Documents that leave the node: PDF for people and files (`pdf.py`), spreadsheets (`sheet.py`)."""
