using System.Runtime.InteropServices;

namespace Crm.Actors.Chaos.Recording;

/// <summary>An event as it reached a foreign consumer over AMQP, in the order of arrival.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Subject">The aggregate.</param>
/// <param name="Sequence">Its version.</param>
/// <param name="Position">The place in the log.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WireMessage(Guid Id, Guid Subject, long Sequence, long Position);
