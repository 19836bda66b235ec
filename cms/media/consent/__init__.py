"""Pictures of people: their consent, until when it holds, and how a picture goes when it ends."""
