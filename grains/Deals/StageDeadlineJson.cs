using System.Text.Json;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Deals;

/// <summary>Deadlines of stages in events.</summary>
internal static class StageDeadlineJson
{
    private const string Name = "deadline";

    /// <summary>Nothing where there is none.</summary>
    public static void Write(Utf8JsonWriter writer, StageDeadline? deadline)
    {
        if (deadline is null)
            return;
        writer.WriteStartObject(Name);
        TaskTimes.Write(writer, "warnAt", deadline.WarnAt);
        TaskTimes.Write(writer, "breachAt", deadline.BreachAt);
        writer.WriteEndObject();
    }

    /// <param name="data">An event's data.</param>
    public static StageDeadline? Read(JsonElement data) => data.TryGetProperty(Name, out var deadline)
        ? new StageDeadline(TaskTimes.Read(deadline.GetProperty("warnAt")), deadline.GetProperty("breachAt").GetDateTimeOffset())
        : null;

    /// <summary>What the events of a deadline that passes have beside the deal.</summary>
    public static void WritePassed(Utf8JsonWriter writer, long entered, DateTimeOffset breachAt, bool isLate)
    {
        writer.WriteNumber("entered", entered);
        TaskTimes.Write(writer, "breachAt", breachAt);
        writer.WriteBoolean("late", isLate);
    }

    /// <summary>Reads back what <see cref="WritePassed"/> writes.</summary>
    public static (long Entered, DateTimeOffset BreachAt, bool IsLate) ReadPassed(JsonElement data) =>
        (data.GetProperty("entered").GetInt64(), data.GetProperty("breachAt").GetDateTimeOffset(), data.GetProperty("late").GetBoolean());
}
