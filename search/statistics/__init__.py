"""What people search for, as numbers a week of searches that many share: nothing of a person is kept."""
