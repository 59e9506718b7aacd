using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Microsoft.Extensions.Hosting;

try
{
    var environment = EnvironmentVariables.OfProcess;
    if (args is ["migrate"])
        return await MigrateCommand.RunAsync(environment);
    if (args is ["verify"])
        return await VerifyCommand.RunAsync(environment);
    if (args is ["dead-letters", .. var order])
        return await DeadLettersCommand.RunAsync(order, environment);
    if (args is ["health"] or ["health", _])
        return await HealthCommand.RunAsync(args.ElementAtOrDefault(1), environment);
    if (args is not [])
        return Usage.Print();

    var settings = SiloSettings.Read(environment);
    // Configuration comes from the environment alone; without this the folder the silo was started in is watched, with all below it.
    var builder = Host.CreateApplicationBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
    builder.AddConsoleLogging(settings.Observability.Logs);
    builder.AddObservability(settings);
    // What comes before the silo stops after it: grains read the log to their end.
    builder.AddReadSide(settings);
    builder.AddOrleansSilo(settings);
    builder.AddLifecycle(settings);
    builder.AddFaultPoints(settings);
    builder.AddKernel(settings);
    builder.AddDeals(settings);
    builder.AddTasks(settings);
    builder.AddAuth(settings);
    builder.AddApiKeys();
    builder.AddTelegramLinks(settings);
    builder.AddMessaging(settings);
    builder.AddConsumers(settings);
    builder.AddNotifications();
    builder.AddTelegramBot(settings);
    builder.AddRelay(settings);
    builder.AddServiceRegistration(settings);
    return await builder.Build().WarnOfUnknownVariables().RunToEndAsync();
}
catch (ConfigurationException problem)
{
    await Console.Error.WriteLineAsync($"silo: {problem.Message}");
    return 2;
}
