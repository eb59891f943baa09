"""playbook: what can be started, and how to write one."""
