"""What the commands of the table do: functions over the desk, by topic, so that the desk itself stays a table of them."""
