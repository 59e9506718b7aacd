namespace Crm.Actors.Grains.ApiKeys;

/// <summary>Keeps when keys were last used, to the minute and some seconds later.</summary>
public interface IApiKeyUses
{
    /// <summary>Notes a use; costs no time, and may be lost with the silo.</summary>
    void Note(Guid keyId, DateTimeOffset at);
}
