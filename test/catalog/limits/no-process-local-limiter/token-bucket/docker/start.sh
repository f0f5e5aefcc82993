#!/bin/sh
exec gunicorn app.main:app --workers "${WORKERS:-4}" --bind 0.0.0.0:8000
