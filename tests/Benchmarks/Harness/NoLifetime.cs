namespace Crm.Actors.Benchmarks.Harness;

/// <summary>Leaves Ctrl-C and SIGTERM to the process: a host inside a bench must not keep it alive.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
