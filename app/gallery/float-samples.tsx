'use client';

import { Copy, MoreHorizontal, Pencil, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { IconButton } from '#app/ui/icon-button.tsx';
import { Menu, MenuAt, type MenuAnchor, MenuChoice, MenuItem, MenuSeparator } from '#app/ui/menu.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { toast } from '#app/ui/toast.ts';
import { Tooltip } from '#app/ui/tooltip.tsx';
import { EndDialog } from '#app/parts/end-dialog.tsx';
import { Sample } from './sample.tsx';
import { sampleSession } from './sample-session.ts';

/** What floats above the page. */
export function FloatSamples() {
  const [open, setOpen] = useState(false);
  const [ending, setEnding] = useState(false);
  const [anchor, setAnchor] = useState<MenuAnchor | null>(null);
  const [group, setGroup] = useState('project');
  return (
    <Sample title="Floating">
      <Button onClick={() => setOpen(true)}>Dialog</Button>
      <Button onClick={() => setEnding(true)}>End</Button>
      <Menu label="More" trigger={<IconButton label="Menu" icon={MoreHorizontal} />}>
        <MenuItem icon={Pencil} keys="F2" onSelect={() => toast('Rename was chosen.')}>
          Rename
        </MenuItem>
        <MenuItem icon={Copy} disabled onSelect={() => {}}>
          Duplicate
        </MenuItem>
        <MenuSeparator />
        <MenuChoice
          label="Group by"
          value={group}
          onChoose={setGroup}
          options={[
            { value: 'project', label: 'Project' },
            { value: 'status', label: 'Status' },
          ]}
        />
        <MenuSeparator />
        <MenuItem icon={Square} tone="danger" onSelect={() => toast('It could not be ended.', { tone: 'bad' })}>
          End
        </MenuItem>
      </Menu>
      <Button
        onClick={(event) => setAnchor(event.currentTarget)}
        onContextMenu={(event) => {
          event.preventDefault();
          setAnchor({ x: event.clientX, y: event.clientY });
        }}
      >
        Shared menu
      </Button>
      <Tooltip text="It says what happens" hint="Ctrl K">
        <Button>Tooltip</Button>
      </Tooltip>
      <Button onClick={() => toast('Copied.')}>Toast</Button>
      <Button
        onClick={() => toast('Session billing was put away.', { tone: 'good', action: { label: 'Undo', run: () => toast('It is back.') } })}
      >
        Toast with action
      </Button>
      {anchor && (
        <MenuAt label="Session" anchor={anchor} onClose={() => setAnchor(null)}>
          <MenuItem onSelect={() => {}}>Open</MenuItem>
          <MenuItem onSelect={() => setOpen(true)}>Rename</MenuItem>
        </MenuAt>
      )}
      {ending && <EndDialog session={sampleSession('running')} onClose={() => setEnding(false)} onEnd={() => setEnding(false)} />}
      {open && (
        <Dialog
          title="Rename planner"
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button tone="quiet" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              <Button tone="primary" onClick={() => setOpen(false)}>
                Rename
              </Button>
            </>
          }
        >
          <TextField label="Name" defaultValue="planner" />
        </Dialog>
      )}
    </Sample>
  );
}
