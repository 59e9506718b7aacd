namespace Crm.Actors.Contracts.Pipelines;

/// <summary>What the values of a custom field are. On the wire they are text, but for <see cref="Number"/>.</summary>
[GenerateSerializer, Alias("crm.CustomFieldType")]
public enum CustomFieldType
{
    /// <summary>Up to 1000 characters.</summary>
    Text = 0,

    /// <summary>A JSON number of at most 28 digits.</summary>
    Number = 1,

    /// <summary>A calendar date such as 2026-03-31, from 1970 to 2999.</summary>
    Date = 2,

    /// <summary>An amount as decimal text such as "1234.50", in the field's own currency; may be negative.</summary>
    Money = 3,

    /// <summary>One of the field's choices.</summary>
    Choice = 4,

    /// <summary>A user's id.</summary>
    User = 5,

    /// <summary>An absolute address that begins with http: or https: (RFC 3986), up to 1000 characters.</summary>
    Link = 6,
}
