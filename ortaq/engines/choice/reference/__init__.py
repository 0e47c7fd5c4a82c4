"""The rules once more, in the plainest words and with fractions only: slow, readable, the measure of the fast ones."""
