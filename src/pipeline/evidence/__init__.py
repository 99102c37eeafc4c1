"""Evidence: where in a source each datum is printed, re-checked by the machine."""
