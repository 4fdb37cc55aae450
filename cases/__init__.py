"""The case directory and its confidentiality gate."""
