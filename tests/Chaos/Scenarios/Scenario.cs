using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>One line of the table: what is broken under which load, and what is measured besides what every history must satisfy.</summary>
public abstract class Scenario : IAsyncDisposable
{
    /// <summary>As given to <c>--only</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What happens, for the table.</summary>
    public abstract string Description { get; }

    /// <summary>Acknowledged edits that the run must have at least.</summary>
    public abstract int Edits { get; }

    /// <summary>Whether it makes no sense without RabbitMQ.</summary>
    public virtual bool NeedsBroker => false;

    /// <summary>Whether it looks into PostgreSQL for who is a member.</summary>
    public virtual bool NeedsMembershipTable => false;

    /// <summary>What to run it on.</summary>
    public virtual Task<RigOptions> PrepareAsync(RigOptions options) => Task.FromResult(options);

    /// <summary>Breaks things while the load goes on.</summary>
    public abstract Task BreakAsync(Rig rig);

    /// <summary>After the load has ended and all is quiet, with the system still there.</summary>
    public virtual Task AfterwardsAsync(Rig rig) => Task.CompletedTask;

    /// <summary>Adds to a history what only this scenario knows.</summary>
    public virtual History Complete(History history) => history;

    /// <summary>The figures.</summary>
    public abstract IEnumerable<Measure> Measures(Rig rig, History history);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Causes faults evenly over the load.</summary>
    private protected static async Task RepeatAsync(Rig rig, int times, int edits, Func<Task> cause)
    {
        for (var i = 0; i < times; i++)
        {
            await rig.Load.UntilMoreAsync(edits / times);
            await cause();
        }

        await rig.Load.UntilMoreAsync(Math.Max(edits / times, edits - rig.Load.Acknowledged));
    }
}
