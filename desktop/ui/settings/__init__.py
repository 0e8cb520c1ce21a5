"""Settings: language, participant, key, portal, timestamps, proxy."""
