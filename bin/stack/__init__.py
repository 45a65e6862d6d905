"""Sets up and runs the application on one machine; standard library only, see python.sh."""
