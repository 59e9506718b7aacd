using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Microsoft.Extensions.Hosting;

try
{
    var environment = EnvironmentVariables.OfProcess;
    if (args is ["migrate"])
        return await MigrateCommand.RunAsync(environment);
    if (args is not [])
        return Usage.Print();

    var settings = SiloSettings.Read(environment);
    var builder = Host.CreateApplicationBuilder();
    builder.AddConsoleLogging();
    builder.AddOrleansSilo(settings);
    builder.AddKernel(settings);
    builder.AddDeals(settings);
    builder.AddReadSide(settings);
    return await builder.Build().RunToEndAsync();
}
catch (ConfigurationException problem)
{
    await Console.Error.WriteLineAsync($"silo: {problem.Message}");
    return 2;
}
