using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Http;

namespace Crm.Actors.Gateway.Cluster;

/// <summary>The way to the grains, which may be down.</summary>
internal interface ISiloLink
{
    /// <summary>Whether any silo is connected.</summary>
    bool IsUp { get; }
}

/// <summary>Calls that answer a refusal where the way is down.</summary>
internal static class SiloCalls
{
    private static readonly Rejection NoSilo = new(RejectionCode.Unavailable, "No server of the cluster can be reached.");
    private static readonly Rejection NoAnswer = new(
        RejectionCode.Unavailable, "The cluster did not answer in time. Whether a write was done is not known; repeat it with the same Idempotency-Key.");

    /// <summary>The grain's answer, or <see cref="RejectionCode.Unavailable"/>. The grain is looked up inside the call: without a silo none is known.</summary>
    public static Task<CommandResult<T>> Ask<T>(this ISiloLink silo, Func<Task<CommandResult<T>>> call)
        where T : class => silo.Ask(call, static call => call());

    /// <summary>The same, without a closure.</summary>
    public static Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call)
        where T : class => silo.Ask(argument, call, Limits.Answer);

    /// <summary>The same, with another patience than <see cref="Limits.Answer"/>.</summary>
    public static async Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call, TimeSpan patience)
        where T : class
    {
        if (!silo.IsUp) return new CommandResult<T>(null, 0, NoSilo);
        try
        {
            return await call(argument).WaitAsync(patience);
        }
        catch (Exception e) when (IsOutage(e))
        {
            return new CommandResult<T>(null, 0, NoAnswer);
        }
    }

    /// <summary>Whether an exception of a grain call speaks of the way to the grain and not of the grain's code.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is Orleans.Runtime.OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException;
}
