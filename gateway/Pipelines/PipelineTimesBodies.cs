using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Tasks;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Reads a pipeline's working hours, and the tasks that its stages ask for.</summary>
internal static class PipelineTimesBodies
{
    public static WorkingHours Hours(ref StrictJson json)
    {
        string? zone = null;
        TimeOnly? opens = null, closes = null;
        var hours = new WorkingHours("", default, default);
        while (json.Next(PipelineFields.OfHours, out var name))
        {
            switch (name)
            {
                case PipelineFields.TimeZone:
                    zone = json.Text().Value;
                    break;
                case PipelineFields.Opens:
                    opens = Time(ref json, name);
                    break;
                case PipelineFields.Closes:
                    closes = Time(ref json, name);
                    break;
                case PipelineFields.Days:
                    hours = json.Texts().Value is { } days ? hours with { Days = days } : hours;
                    break;
                default:
                    hours = hours with { Holidays = Dates(ref json, name) };
                    break;
            }
        }

        json.Require(PipelineFields.TimeZone, zone is not null);
        json.Require(PipelineFields.Opens, opens is not null);
        json.Require(PipelineFields.Closes, closes is not null);
        return hours with { TimeZone = zone ?? "", Opens = opens.GetValueOrDefault(), Closes = closes.GetValueOrDefault() };
    }

    public static StageTask Task(ref StrictJson json)
    {
        string? title = null;
        var task = new StageTask("");
        while (json.Next(PipelineFields.OfTask, out var name))
        {
            task = name switch
            {
                PipelineFields.Title => task with { Title = (title = json.Text().Value) ?? "" },
                PipelineFields.Description => task with { Description = json.Text().Value },
                PipelineFields.Priority => task with { Priority = Priority(ref json) },
                PipelineFields.DueMinutes => task with { DueMinutes = Number(json.Integer().Value) },
                _ => task with { DueDays = Number(json.Integer().Value) },
            };
        }

        json.Require(PipelineFields.Title, title is not null);
        return task;
    }

    public static StageSla Sla(ref StrictJson json)
    {
        int? minutes = null;
        var sla = new StageSla(0);
        while (json.Next(PipelineFields.OfSla, out var name))
        {
            sla = name == PipelineFields.Minutes
                ? sla with { Minutes = (minutes = Number(json.Integer().Value)).GetValueOrDefault() }
                : sla with { WarnMinutes = Number(json.Integer().Value) };
        }

        json.Require(PipelineFields.Minutes, minutes is not null);
        return sla;
    }

    private static TaskPriority Priority(ref StrictJson json)
    {
        var text = json.Text().Value;
        var priority = TaskNames.FindPriority(text);
        json.Demand(PipelineFields.Priority, text is null || priority is not null, $"must be one of {string.Join(", ", TaskNames.Priorities)}");
        return priority ?? TaskPriority.Normal;
    }

    /// <summary>A time of the day, to the minute.</summary>
    private static TimeOnly? Time(ref StrictJson json, string name)
    {
        var text = json.Text().Value;
        var isTime = TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        json.Demand(name, text is null || isTime, "must be a time of the day such as 09:30");
        return isTime ? time : null;
    }

    private static ImmutableArray<DateOnly> Dates(ref StrictJson json, string name)
    {
        var texts = json.Texts().Value ?? [];
        var dates = new List<DateOnly>(texts.Length);
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) dates.Add(date);
        }

        json.Demand(name, dates.Count == texts.Length, "must be dates such as 2026-12-25");
        return [.. dates];
    }

    /// <summary>What does not fit stays out of every bound, for the grain to refuse.</summary>
    private static int? Number(long? value) => value is { } number ? (int)Math.Clamp(number, -1, int.MaxValue) : null;
}
