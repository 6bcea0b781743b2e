"""Tests of importer.partner_api."""
