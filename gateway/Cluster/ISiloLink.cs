using System.Diagnostics;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Http;

namespace Crm.Actors.Gateway.Cluster;

/// <summary>The way to the grains, which may be down.</summary>
internal interface ISiloLink
{
    /// <summary>Whether any silo is connected.</summary>
    bool IsUp { get; }

    /// <summary>Whether a grain has just answered that it cannot serve: then a call that is not answered most likely waits for the database, too.</summary>
    bool HasRefused { get; }

    /// <summary>A grain answered that it cannot serve.</summary>
    void Refused();
}

/// <summary>Calls that answer a refusal where the way is down.</summary>
internal static class SiloCalls
{
    private static readonly Rejection NoSilo = new(RejectionCode.Unavailable, "No server of the cluster can be reached.");
    private static readonly Rejection NoAnswer = new(
        RejectionCode.Unavailable, "The cluster did not answer in time. Whether a write was done is not known; repeat it with the same Idempotency-Key.");

    /// <summary>Before asking again; then twice as long each time. A silo that leaves is gone for its callers after some tenths of a second.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The grain's answer, or <see cref="RejectionCode.Unavailable"/>. The grain is looked up inside the call: without a silo none is known.</summary>
    public static Task<CommandResult<T>> Ask<T>(this ISiloLink silo, Func<Task<CommandResult<T>>> call)
        where T : class => silo.Ask(call, static call => call());

    /// <summary>The same, without a closure.</summary>
    public static Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call)
        where T : class => silo.Ask(argument, call, Limits.Answer);

    /// <summary>The same, with another patience than <see cref="Limits.Answer"/>.</summary>
    public static Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call, TimeSpan patience)
        where T : class => silo.Ask(argument, call, patience, repeats: false);

    /// <summary>The same, for what may be asked twice.</summary>
    public static Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call, bool repeats)
        where T : class => silo.Ask(argument, call, Limits.Answer, repeats);

    /// <summary>
    /// The same. While silos come and go a call may meet one that is leaving, or an activation that was replaced: then it is made again, as long as there is
    /// patience left. One that was not answered, as by a silo that has just come, is made once again.
    /// </summary>
    /// <param name="silo">The way.</param>
    /// <param name="argument">Given to the call.</param>
    /// <param name="call">Looks the grain up and asks it.</param>
    /// <param name="patience">For all attempts together; as much again, and at least <see cref="Limits.GrainAnswer"/>, for the one after no answer.</param>
    /// <param name="repeats">
    /// Whether asking twice is the same as asking once: a read, or a write under a key. Of anything else only a refusal that says so is asked again.
    /// </param>
    public static async Task<CommandResult<T>> Ask<TArgument, T>(
        this ISiloLink silo, TArgument argument, Func<TArgument, Task<CommandResult<T>>> call, TimeSpan patience, bool repeats)
        where T : class
    {
        if (!silo.IsUp) return new CommandResult<T>(null, 0, NoSilo);
        var (started, again) = (Stopwatch.GetTimestamp(), false);
        for (var pause = FirstPause; ; pause += pause)
        {
            CommandResult<T> result;
            try
            {
                result = await call(argument).WaitAsync(Left(patience, started));
                if (result.Rejection is { Code: RejectionCode.Unavailable, AskAgain: false }) silo.Refused();
                if (result.Rejection is not { AskAgain: true }) return result;
            }
            catch (TimeoutException) when (repeats && !again && !silo.HasRefused)
            {
                (started, again) = (Stopwatch.GetTimestamp(), true);
                if (patience < Limits.GrainAnswer) patience = Limits.GrainAnswer;
                continue;
            }
            catch (Exception e) when (IsOutage(e))
            {
                result = new CommandResult<T>(null, 0, NoAnswer);
                if (!repeats || e is not OrleansException) return result;
            }

            if (Left(patience, started) <= pause) return result;
            await Task.Delay(pause);
        }
    }

    /// <summary>Whether an exception of a grain call speaks of the way to the grain and not of the grain's code.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    private static TimeSpan Left(TimeSpan patience, long started)
    {
        var left = patience - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
