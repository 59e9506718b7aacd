namespace Crm.Actors.Gateway.Cluster;

/// <summary>Starts hosted services without making the host wait for them.</summary>
internal sealed class StartInBackground(IServiceProvider services, IReadOnlyList<ServiceDescriptor> inner, SiloLink link) : BackgroundService
{
    private readonly List<IHostedService> _started = [];

    /// <summary>Puts the hosted services that were registered from a place in the list behind one of these.</summary>
    public static void Move(IServiceCollection services, int from)
    {
        var moved = services.Skip(from).Where(service => service.ServiceType == typeof(IHostedService)).ToArray();
        foreach (var service in moved) services.Remove(service);
        services.AddSingleton<IHostedService>(sp => new StartInBackground(sp, moved, sp.GetRequiredService<SiloLink>()));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        for (var i = _started.Count - 1; i >= 0; i--) await _started[i].StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var descriptor in inner)
        {
            var service = Create(descriptor);
            await service.StartAsync(stoppingToken);
            _started.Add(service);
        }

        link.Started();
    }

    private IHostedService Create(ServiceDescriptor descriptor) => (IHostedService)(
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, descriptor.ImplementationType!));
}
