// The benchmark runner.
return 0;
