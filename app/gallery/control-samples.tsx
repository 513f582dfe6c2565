'use client';

import { MoreHorizontal, Pin, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, type ButtonSize, type ButtonTone } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Kbd } from '#app/ui/kbd.tsx';
import { RadioCards } from '#app/ui/radio-cards.tsx';
import { SearchField } from '#app/ui/search-field.tsx';
import { Segmented } from '#app/ui/segmented.tsx';
import { Select } from '#app/ui/select.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextArea, TextField } from '#app/ui/text-field.tsx';
import { Sample } from './sample.tsx';

const TONES: readonly ButtonTone[] = ['primary', 'plain', 'quiet', 'danger', 'allow'];
const SIZES: readonly ButtonSize[] = ['small', 'normal', 'large'];
const LONG = 'A name that is much too long for the room it is given, as names of branches are';

/** What is pressed, typed into and chosen. */
export function ControlSamples() {
  return (
    <>
      {SIZES.map((size) => (
        <Sample key={size} title={`Buttons, ${size}`}>
          {TONES.map((tone) => (
            <Button key={tone} tone={tone} size={size}>
              {tone}
            </Button>
          ))}
          <Button size={size} disabled>
            disabled
          </Button>
        </Sample>
      ))}
      <Sample title="Buttons with an icon">
        <IconButton label="New session" icon={Plus} hint="N" />
        <IconButton label="Pin" icon={Pin} aria-pressed />
        <IconButton label="More" icon={MoreHorizontal} size="small" />
        <IconButton label="Not now" icon={MoreHorizontal} disabled />
      </Sample>
      <Fields />
      <Choices />
    </>
  );
}

function Fields() {
  const [folder, setFolder] = useState('~/code/webapp');
  const [filter, setFilter] = useState('');
  const [found, setFound] = useState('billing');
  const fields = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)] as const;
  return (
    <Sample title="Fields">
      <div className="grid w-full gap-4 sm:grid-cols-2">
        <TextField
          label="Folder"
          mono
          hint="Absolute, or from your home folder."
          value={folder}
          onChange={(event) => setFolder(event.target.value)}
        />
        <TextField label="Name" placeholder="May stay empty" />
        <TextField label="Program" mono defaultValue="clade" error="There is no program named clade in PATH. Check the name." />
        <TextField label="Not now" defaultValue={LONG} disabled />
        <TextArea label="Prompt" placeholder="What shall it do first?" />
        <SearchField
          label="Filter"
          placeholder="Filter"
          value={filter}
          onChange={setFilter}
          onLeave={() => {}}
          max={80}
          field={fields[0]}
          hint={<Kbd>/</Kbd>}
        />
        <SearchField
          label="Filter that finds"
          placeholder="Filter"
          value={found}
          onChange={setFound}
          onLeave={() => {}}
          max={80}
          field={fields[1]}
        />
        <TextArea label="Arguments" mono defaultValue={'--model\nfast'} error="An argument is too long." />
      </div>
    </Sample>
  );
}

function Choices() {
  const [shell, setShell] = useState('zsh');
  const [provider, setProvider] = useState('claude');
  const [view, setView] = useState('grid');
  const [tab, setTab] = useState('activity');
  const [keep, setKeep] = useState(true);
  return (
    <Sample title="Choices">
      <div className="grid w-full gap-4 sm:grid-cols-2">
        <Select
          label="Shell"
          value={shell}
          onChoose={setShell}
          options={[
            { value: 'zsh', label: 'zsh' },
            { value: 'bash', label: 'bash' },
          ]}
        />
        <div className="flex flex-col gap-1">
          <Checkbox label="Keep the screen" hint="The last picture stays when the program ends." checked={keep} onCheck={setKeep} />
          <Checkbox label="Off" checked={false} onCheck={() => {}} />
          <Checkbox label="Not now" checked disabled onCheck={() => {}} />
        </div>
      </div>
      <div className="w-full">
        <RadioCards
          legend="Provider"
          value={provider}
          onChoose={setProvider}
          cards={[
            { value: 'claude', label: 'Claude Code', detail: '2.1.0' },
            { value: 'codex', label: 'Codex', detail: 'not installed', tip: 'Not found in PATH' },
            { value: 'gemini', label: LONG, detail: LONG },
            { value: 'off', label: 'Not now', disabled: true },
          ]}
        />
      </div>
      <Segmented
        label="View"
        value={view}
        onChoose={setView}
        options={[
          { value: 'grid', label: 'Grid' },
          { value: 'list', label: 'List' },
        ]}
      />
      <div className="flex h-32 w-full rounded-lg border border-line">
        <Tabs
          label="Inspector"
          value={tab}
          onChoose={setTab}
          tabs={[
            { value: 'activity', label: 'Activity', content: <p className="p-3">Started a minute ago.</p> },
            { value: 'details', label: 'Details', content: <p className="p-3">pid 4711</p> },
          ]}
        />
      </div>
    </Sample>
  );
}
