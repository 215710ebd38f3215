"""Mails: their words, the rows they wait in, the way they leave, and who carries them there."""
