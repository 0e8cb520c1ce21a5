"""The program: workspace, submission, services, command line and window."""
