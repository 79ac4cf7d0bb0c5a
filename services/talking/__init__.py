"""文字窗口: a clerk and a deaf resident talk in writing at the counter, large on both screens."""
