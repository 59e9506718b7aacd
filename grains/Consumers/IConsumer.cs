using System.Collections.Immutable;

namespace Crm.Actors.Grains.Consumers;

/// <summary>A consumer of events: which ones it wants, and what each of them does. Pure; to apply the effects is the work of others.</summary>
/// <typeparam name="TEffect">One change that an event causes, such as a difference to a total.</typeparam>
public interface IConsumer<TEffect>
{
    /// <summary>Such as <c>pipeline-summary</c>; never changes, as what was consumed is kept under it.</summary>
    string Name { get; }

    /// <summary>The aggregate types whose events it wants, as in the log, such as <c>deal</c>.</summary>
    ImmutableArray<string> AggregateTypes { get; }

    /// <summary>
    /// Whether the effect has to be on disk before the event counts as consumed. Not needed for effects that stay in the database: what a
    /// crash of the server undoes is done again, effect and watermark together.
    /// </summary>
    bool WaitsForDisk { get; }

    /// <summary>
    /// The types of events that can do anything; empty for all. Others are not even read: most edits change what most consumers do not care for. A
    /// forged one of them is no dead letter: others who want it keep it.
    /// </summary>
    ImmutableArray<string> EventTypes => [];

    /// <summary>What an event of these types does; nothing for some. Whatever it throws means that it cannot use the event.</summary>
    IReadOnlyList<TEffect> Decide(LoggedEvent logged);
}
