"""Staffing tables, vacancies and their rates over HTTP."""
