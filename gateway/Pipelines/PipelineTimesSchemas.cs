using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Tasks;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The JSON schemas of working hours and of the tasks that stages ask for.</summary>
internal static class PipelineTimesSchemas
{
    public const string WorkingHours = "WorkingHours";
    public const string StageTask = "StageTask";
    public const string StageSla = "StageSla";

    private const int MaxTasks = 10;
    private const int MaxHolidays = 366;

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(WorkingHours, _ => Object(
            "When people work on the deals of a pipeline: what deadlines of stages and due times of their tasks are counted in.",
            [
                (PipelineFields.TimeZone, Text("A time zone of the IANA database, such as Europe/Berlin.", 1, 64)),
                (PipelineFields.Opens, Text("To the minute, such as 09:00.", 5, 5)),
                (PipelineFields.Closes, Text("To the minute; 00:00 is the end of the day.", 5, 5)),
            ],
            (PipelineFields.Days, ListOf(OneOf("A day of the week.", Contracts.Pipelines.WorkingHours.AllDays), "Without them Monday to Friday.", 7).OrNull()),
            (PipelineFields.Holidays, ListOf(Date("A date."), "Days on which nobody works.", MaxHolidays).OrNull())).Closed()),
        new(StageTask, _ => Object(
            "A task that a deal asks for, for its owner, when it comes into the stage.",
            [(PipelineFields.Title, Text("The task's.", 1, 200))],
            (PipelineFields.Description, Text("The task's.", max: 10_000).OrNull()),
            (PipelineFields.Priority, OneOf("Without it normal.", TaskNames.Priorities).OrNull()),
            (PipelineFields.DueMinutes, Integer("Due after so many minutes of working hours, up to 525600.", "1").OrNull()),
            (PipelineFields.DueDays, Integer("Due at the end of the working day so many after the one that it is, up to 366.", "0").OrNull())).Closed()),
        new(StageSla, _ => Object(
            "How long a deal may stay in a stage, in working hours.",
            [(PipelineFields.Minutes, Integer("Then it is overdue, which deal.sla.breached says; up to 525600.", "1"))],
            (PipelineFields.WarnMinutes, Integer("When deal.sla.warned says that it will be; below minutes.", "1").OrNull())).Closed()),
    ];

    /// <summary>How long a deal may stay, or null.</summary>
    public static OpenApiSchema SlaOrNull(OpenApiDocument document) => new()
    {
        Description = "Null, or without it, for as long as it takes.",
        AnyOf = [new OpenApiSchemaReference(StageSla, document), new OpenApiSchema { Type = JsonSchemaType.Null }],
    };

    public static OpenApiSchema Tasks(OpenApiDocument document) =>
        ListOf(new OpenApiSchemaReference(StageTask, document), "What a deal asks for when it comes into the stage.", MaxTasks);

    /// <summary>Working hours, or null for every hour.</summary>
    public static OpenApiSchema HoursOrNull(OpenApiDocument document) => new()
    {
        Description = "Null, or without it, every hour counts, in UTC.",
        AnyOf = [new OpenApiSchemaReference(WorkingHours, document), new OpenApiSchema { Type = JsonSchemaType.Null }],
    };
}
