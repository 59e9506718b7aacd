using Crm.Actors.Benchmarks;

return await (args is ["child", ..] ? Children.RunAsync(args[1..]) : Runner.RunAsync(args));
