"""Links from public items to other websites: where they stand, whether they work, and how to mend them."""
