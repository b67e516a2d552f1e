"""Rules about white space lost or left over."""
