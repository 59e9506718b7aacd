using System.Runtime.InteropServices;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>A reminder whose time has come, if the task still wants it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="ReminderId">The reminder.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DueReminder(Guid TaskId, Guid ReminderId);
