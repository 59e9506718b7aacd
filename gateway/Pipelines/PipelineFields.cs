using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The names of a pipeline's members on the wire.</summary>
internal static class PipelineFields
{
    public const string Name = "name";
    public const string Stages = "stages";
    public const string CustomFields = "customFields";
    public const string LostReasons = "lostReasons";
    public const string FreeFields = "freeFields";
    public const string Slug = "slug";
    public const string Probability = "probability";
    public const string RequiredFields = "requiredFields";
    public const string Retired = "retired";
    public const string Key = "key";
    public const string Type = "type";
    public const string Currency = "currency";
    public const string Choices = "choices";
    public const string Hidden = "hidden";
    public const string Hours = "hours";
    public const string TimeZone = "timeZone";
    public const string Opens = "opens";
    public const string Closes = "closes";
    public const string Days = "days";
    public const string Holidays = "holidays";
    public const string Tasks = "tasks";
    public const string Title = "title";
    public const string Description = "description";
    public const string Priority = "priority";
    public const string DueMinutes = "dueMinutes";
    public const string DueDays = "dueDays";
    public const string Sla = "sla";
    public const string Minutes = "minutes";
    public const string WarnMinutes = "warnMinutes";

    /// <summary>What a pipeline may be given.</summary>
    public static readonly MemberNames OfPipeline = new(Name, Stages, CustomFields, LostReasons, FreeFields, Hours);

    public static readonly MemberNames OfStage = new(Slug, Name, Probability, RequiredFields, Tasks, Sla);

    public static readonly MemberNames OfHours = new(TimeZone, Opens, Closes, Days, Holidays);

    public static readonly MemberNames OfTask = new(Title, Description, Priority, DueMinutes, DueDays);

    public static readonly MemberNames OfSla = new(Minutes, WarnMinutes);

    public static readonly MemberNames OfField = new(Key, Name, Type, Currency, Choices);
}
