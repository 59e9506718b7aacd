using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>One activation of an aggregate, with the scheduler that it runs on.</summary>
internal sealed class Activation
{
    public Activation(Guid aggregate, IEventStore<Ledger, LedgerEvent> store, KernelServices services)
    {
        Aggregate = aggregate;
        Writer = new AggregateWriter<Ledger, LedgerEvent, LedgerView>(aggregate, store, services, () => Fenced++);
    }

    public Guid Aggregate { get; }

    public AggregateWriter<Ledger, LedgerEvent, LedgerView> Writer { get; }

    public FifoScheduler Scheduler { get; } = new();

    /// <summary>How often the writer gave itself up.</summary>
    public int Fenced { get; private set; }

    /// <summary>Its process is gone: nothing of it runs any more, and nobody gets an answer from it.</summary>
    public bool IsCrashed { get; set; }

    /// <summary>The calls that wait for an answer.</summary>
    public List<string> Unanswered { get; } = [];

    /// <summary>The newest version that a read or an accepted command showed.</summary>
    public long Shown { get; set; }
}
