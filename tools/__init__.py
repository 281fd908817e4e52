"""What the Makefile and .ci/run call besides the kit: the standard library is all that these modules need."""
