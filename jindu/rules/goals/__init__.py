"""GOL: indicators that can be measured and reached."""
