using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>A task that a deal asked for.</summary>
/// <param name="At">When it was asked for, UTC.</param>
/// <param name="Make">What is to be made.</param>
public sealed record RequestedTask(DateTimeOffset At, MakeRequestedTask Make) : DealDemand
{
    /// <summary>The task: the same however often it is asked.</summary>
    public Guid TaskId => NamedId.Of("task", Make.RequestId);
}
