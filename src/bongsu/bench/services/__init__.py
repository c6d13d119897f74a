"""The measures of `bongsu bench services`: trigger to screen, exercises that leak, refusals against a table of their own."""
